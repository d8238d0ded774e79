package dev.pluginswap.manage;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/**
 * An MXBean whose descriptions are the {@link Description}s of its interface and whose parameters
 * have names: without it, a JMX console shows {@code p0}.
 */
final class DescribedMBean extends StandardEmitterMBean {

  <T> DescribedMBean(T bean, Class<T> type, NotificationEmitter emitter) {
    super(bean, type, true, emitter);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return described(getMBeanInterface(), info.getDescription());
  }

  @Override
  protected String getDescription(MBeanAttributeInfo attribute) {
    return described(
        method((attribute.isIs() ? "is" : "get") + attribute.getName()),
        attribute.getDescription());
  }

  @Override
  protected String getDescription(MBeanOperationInfo operation) {
    return described(method(operation.getName()), operation.getDescription());
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return described(parameter(operation, sequence), parameter.getDescription());
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    Parameter declared = parameter(operation, sequence);
    return declared == null ? parameter.getName() : declared.getName();
  }

  @Override
  protected int getImpact(MBeanOperationInfo operation) {
    return operation.getName().equals("gcDryRun")
        ? MBeanOperationInfo.INFO
        : MBeanOperationInfo.ACTION;
  }

  private static String described(@Nullable AnnotatedElement element, String otherwise) {
    return Optional.ofNullable(element)
        .map(declared -> declared.getAnnotation(Description.class))
        .map(Description::value)
        .orElse(otherwise);
  }

  private @Nullable Parameter parameter(MBeanOperationInfo operation, int sequence) {
    Method method = method(operation.getName());
    return method == null ? null : method.getParameters()[sequence];
  }

  /** No interface of ours overloads, so a name is enough. */
  private @Nullable Method method(String name) {
    return Arrays.stream(getMBeanInterface().getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
