/** The use cases (connect, subscribe, resume, publish) and the shards that run them. */
@NullMarked
package org.fanfare.hub;

import org.jspecify.annotations.NullMarked;
