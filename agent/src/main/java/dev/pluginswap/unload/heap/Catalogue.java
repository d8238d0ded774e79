package dev.pluginswap.unload.heap;

/** Everything of a dump but its objects: what the first pass over the file finds. */
final class Catalogue implements DumpVisitor {

  private final Texts texts;
  private final ClassTable classes;
  private final Stacks stacks;
  private final Roots roots = new Roots();

  /** How many objects there are, classes among them. */
  private long objects;

  private Catalogue(DumpFile file) {
    this.texts = new Texts(file);
    this.classes = new ClassTable(file, texts);
    this.stacks = new Stacks(file, texts, classes);
  }

  /** Reads the file once. */
  static Catalogue of(DumpFile file) throws BrokenDumpException {
    Catalogue catalogue = new Catalogue(file);
    DumpScanner.scan(file, catalogue);
    catalogue.addRunningMethods();
    return catalogue;
  }

  ClassTable classes() {
    return classes;
  }

  Stacks stacks() {
    return stacks;
  }

  Roots roots() {
    return roots;
  }

  long objects() {
    return objects;
  }

  @Override
  public void text(long id, long at, long length) {
    texts.put(id, at);
  }

  @Override
  public void loadedClass(int serial, long classId, long nameId) {
    classes.putName(serial, classId, nameId);
  }

  @Override
  public void frame(long id, long at) {
    stacks.putFrame(id, at);
  }

  @Override
  public void trace(int serial, long at, int frames) {
    stacks.putTrace(serial, at, frames);
  }

  @Override
  public void thread(int serial, long id, int traceSerial) {
    stacks.putThread(serial, id, traceSerial);
    roots.add(RootKind.THREAD, id, serial, -1);
  }

  @Override
  public void root(RootKind kind, long id, int thread, int frame) {
    roots.add(kind, id, thread, frame);
  }

  @Override
  public void type(ClassRecord type, long at) {
    classes.put(type);
    objects++;
  }

  @Override
  public void object(long id, long classId, long at) {
    objects++;
  }

  /** A method keeps its class while a thread is in it, whatever its variables hold. */
  private void addRunningMethods() throws BrokenDumpException {
    int given = roots.size();
    for (int root = 0; root < given; root++) {
      if (roots.kind(root) != RootKind.THREAD) {
        continue;
      }
      int thread = roots.thread(root);
      int depth = stacks.depth(thread);
      for (int frame = 0; frame < depth; frame++) {
        long classId = stacks.classOf(thread, frame);
        if (classId != 0) {
          roots.add(RootKind.RUNNING, classId, thread, frame);
        }
      }
    }
  }
}
