/**
 * Version 2.1 of what the workspace and its plugins share: {@link com.acme.api.Clock} tells the
 * time. No workspace here has it yet; greeter 3.0.0 is built against it.
 */
package com.acme.api;
