/** Who is on a topic across all nodes, as values and differences. */
@NullMarked
package org.fanfare.presence;

import org.jspecify.annotations.NullMarked;
