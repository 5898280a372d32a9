/** The JMH benchmarks of the core; beside them the load generator and the floor. How to run them, and what they showed: benchmarks.md. */
@NullMarked
package org.fanfare.bench;

import org.jspecify.annotations.NullMarked;
