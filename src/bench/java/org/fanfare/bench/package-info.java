/** The JMH benchmarks of the core. How to run them, and what they showed: benchmarks.md. */
@NullMarked
package org.fanfare.bench;

import org.jspecify.annotations.NullMarked;
