/** Version 2.0 of what the workspace and its plugins share. */
package com.acme.api;
