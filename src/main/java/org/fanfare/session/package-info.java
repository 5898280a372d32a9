/** One connected client: registry, outbox, slow-client policy, heartbeat, and the connection port. */
@NullMarked
package org.fanfare.session;

import org.jspecify.annotations.NullMarked;
