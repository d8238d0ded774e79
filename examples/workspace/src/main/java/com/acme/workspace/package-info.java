/**
 * A small, real workspace: an HTTP server that knows its plugins only by the handles to their
 * services.
 *
 * <p>It asks for the handles once, at start, and never again; which version answers is not its
 * business. It also counts, so that anybody can see from outside whether a swap was felt.
 */
@NullMarked
package com.acme.workspace;

import org.jspecify.annotations.NullMarked;
