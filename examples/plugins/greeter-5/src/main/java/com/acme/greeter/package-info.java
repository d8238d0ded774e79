/** A version whose health check fails. */
package com.acme.greeter;
