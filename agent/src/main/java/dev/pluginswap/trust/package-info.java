/**
 * Who may bring what into this JVM: pins, signatures, the policy, and the audit log that says what
 * came of it.
 *
 * <p>{@link dev.pluginswap.trust.Trust} is asked twice: before a bundle is fetched, whether
 * anything at all may come from there, so that a refused address is never spoken to; and when the
 * bundle is unpacked, whether this plugin may come from there, by this signer. What it reads (the
 * policy, the trust store) it reads each time anew: a change takes effect with the next install,
 * and a file that is missing or wrong refuses everything.
 *
 * <p>Signatures are those of {@code jarsigner}: an entry of the archive counts as signed if the
 * JDK's own {@link java.util.jar.JarFile} says so, and the files that are installed are held
 * against what was signed, one by one.
 */
@NullMarked
package dev.pluginswap.trust;

import org.jspecify.annotations.NullMarked;
