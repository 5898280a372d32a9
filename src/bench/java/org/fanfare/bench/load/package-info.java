/**
 * The load generator: opens many WebSocket, SSE or long-poll connections to a server on this machine, publishes on a schedule, and accounts for
 * every message on every connection. Plain JDK, one thread for all connections. {@link org.fanfare.bench.load.Load} is the command,
 * {@link org.fanfare.bench.load.LoadRun} the library.
 */
@NullMarked
package org.fanfare.bench.load;

import org.jspecify.annotations.NullMarked;
