/** Adapts a Server-Sent Events response to a connection. */
@NullMarked
package org.fanfare.transport.sse;

import org.jspecify.annotations.NullMarked;
