/** Adapts a long-poll request to a connection. */
@NullMarked
package org.fanfare.transport.poll;

import org.jspecify.annotations.NullMarked;
