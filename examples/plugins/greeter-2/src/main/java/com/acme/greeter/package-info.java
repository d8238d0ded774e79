/** The second version: takes over the count of the first. */
package com.acme.greeter;
