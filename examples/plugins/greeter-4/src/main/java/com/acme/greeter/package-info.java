/** A version whose start fails. */
package com.acme.greeter;
