/**
 * The user's Maven repositories, asked with Apache Maven Resolver: settings, mirrors, proxies,
 * credentials and the local repository are those of {@code settings.xml}. A download whose checksum
 * is wrong or missing is refused.
 *
 * <p>Loaded by a loader of its own, which has the resolver, and only when an artifact is asked for.
 * Nobody depends on this package: it is reached through {@link
 * dev.pluginswap.source.MavenResolution}.
 */
@NullMarked
package dev.pluginswap.source.maven;

import org.jspecify.annotations.NullMarked;
