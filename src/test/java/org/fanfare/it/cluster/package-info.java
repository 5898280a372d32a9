/** Tests of several nodes as one cluster, over a real broker. */
@NullMarked
package org.fanfare.it.cluster;

import org.jspecify.annotations.NullMarked;
