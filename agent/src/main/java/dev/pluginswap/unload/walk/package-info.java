/**
 * Who refers to a class loader that should be garbage: a walk over the live objects of this JVM, in
 * process, beside the running application.
 *
 * <p>A {@link dev.pluginswap.unload.walk.Walker} goes breadth first from all live threads, virtual
 * ones too, and from the static fields of the classes of the boot, platform and system loaders. It
 * does not look inside of the plugin's own objects, so what it finds is exactly the {@linkplain
 * dev.pluginswap.unload.walk.Edge edges} that lead from anybody else into the plugin: once all of
 * them are gone, so is the plugin. Weak and phantom references and those of finalizers do not
 * count; soft ones do, since nobody knows when they are cleared.
 *
 * <p>What it cannot see: local variables and expression stacks of threads, JNI references, and what
 * the JVM itself keeps beside Java fields, such as linked call sites. A heap dump shows those.
 *
 * <p>Nothing stops for it: references are read while the application goes on changing them, and
 * what is moved behind its back may be missed; the next walk finds it. It is bounded in time and in
 * objects, and says when it was cut short. Static fields of classes that are not initialised are
 * not looked at, since that would make the JVM link them. Every object that is visited gets an
 * identity hash code, which objects keep in their headers.
 *
 * <p>Private fields are read through {@link dev.pluginswap.unload.walk.Raw}, for which one package
 * of {@code java.base} is opened to the agent's own module, and to no other.
 */
@NullMarked
package dev.pluginswap.unload.walk;

import org.jspecify.annotations.NullMarked;
