/** Adapts Jakarta WebSocket endpoints to a connection. */
@NullMarked
package org.fanfare.transport.websocket;

import org.jspecify.annotations.NullMarked;
