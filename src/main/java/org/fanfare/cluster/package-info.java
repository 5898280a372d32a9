/** Streams of other nodes: order, repair, beats, peers, state transfer. */
@NullMarked
package org.fanfare.cluster;

import org.jspecify.annotations.NullMarked;
