/** A version that calls a method this workspace does not have. */
package com.acme.greeter;
