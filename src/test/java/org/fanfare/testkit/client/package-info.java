/** Clients of the wire protocol for tests: one view of three transports, written from the protocol's text alone. */
@NullMarked
package org.fanfare.testkit.client;

import org.jspecify.annotations.NullMarked;
