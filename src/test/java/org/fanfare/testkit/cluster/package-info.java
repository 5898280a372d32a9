/** A cluster of real servers around a real broker, and the faults that can be injected into it. */
@NullMarked
package org.fanfare.testkit.cluster;

import org.jspecify.annotations.NullMarked;
