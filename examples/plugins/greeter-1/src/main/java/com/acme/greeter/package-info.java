/** The first version: greets and counts. */
package com.acme.greeter;
