/** Starts and stops the provisioned server: for tests, and for the Run command. */
@NullMarked
package org.fanfare.testkit.server;

import org.jspecify.annotations.NullMarked;
