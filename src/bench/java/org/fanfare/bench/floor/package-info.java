/**
 * The floor: the least that a WAR can do to push a message to many clients, deployed beside Fanfare in the same server so that both are
 * measured in one run. It makes no promise beyond that: no bound, no resume over WebSocket or SSE, no care for slow clients.
 */
@NullMarked
package org.fanfare.bench.floor;

import org.jspecify.annotations.NullMarked;
