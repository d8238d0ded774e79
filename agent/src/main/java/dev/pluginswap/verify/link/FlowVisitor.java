package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Counts the instructions of one method, and notes how control flows between them where exception
 * handlers make that matter.
 */
final class FlowVisitor extends MethodVisitor {

  /**
   * An exception handler.
   *
   * @param start the first instruction that it covers
   * @param end the instruction behind the last
   * @param handler where it begins
   * @param type internal name of what it catches; null for anything
   */
  record TryBlock(Label start, Label end, Label handler, @Nullable String type) {}

  /**
   * An instruction after which another than the next may come.
   *
   * @param targets where it may go
   * @param falls whether the next may come too
   * @param ends how the method ends here: a return, or athrow; 0 when it does not
   */
  record Branch(List<Label> targets, boolean falls, int ends) {}

  private final List<TryBlock> blocks = new ArrayList<>();
  private final Map<Label, Integer> positions = new HashMap<>();
  private final Map<Integer, Branch> branches = new HashMap<>();
  private final List<Integer> news = new ArrayList<>();
  private int position;
  private int line;
  private boolean branched;

  FlowVisitor() {
    super(OpenedClassReader.ASM_API);
  }

  /** Where the next instruction stands. */
  Spot spot() {
    return new Spot(position, line, !branched);
  }

  List<TryBlock> blocks() {
    return blocks;
  }

  int positionOf(Label label) {
    Integer known = positions.get(label);
    return known == null ? position : known;
  }

  /** The branch that stands there; null when the instruction is none. */
  @Nullable Branch branch(int at) {
    return branches.get(at);
  }

  /** Whether an object is made there. */
  boolean isNew(int at) {
    return news.contains(at);
  }

  int length() {
    return position;
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    if (type == null || Handlers.catchesLinkErrors(type)) {
      blocks.add(new TryBlock(start, end, handler, type));
    }
  }

  @Override
  public void visitLabel(Label label) {
    if (!blocks.isEmpty()) {
      positions.put(label, position);
    }
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
  }

  @Override
  public void visitInsn(int opcode) {
    if ((opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.ATHROW) {
      branch(new Branch(List.of(), false, opcode));
    }
    position++;
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    branched = true;
    branch(new Branch(List.of(label), opcode != Opcodes.GOTO, 0));
    position++;
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
    select(dflt, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
    select(dflt, labels);
  }

  private void select(Label dflt, Label[] labels) {
    branched = true;
    List<Label> targets = new ArrayList<>(List.of(labels));
    targets.add(dflt);
    branch(new Branch(targets, false, 0));
    position++;
  }

  private void branch(Branch branch) {
    if (!blocks.isEmpty()) {
      branches.put(position, branch);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW && !blocks.isEmpty()) {
      news.add(position);
    }
    position++;
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    position++;
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    position++;
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    position++;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    position++;
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    position++;
  }

  @Override
  public void visitLdcInsn(Object value) {
    position++;
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    position++;
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    position++;
  }
}
