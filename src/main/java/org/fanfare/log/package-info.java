/** The node log: numbering, retention, replay, and what can no longer be proved. */
@NullMarked
package org.fanfare.log;

import org.jspecify.annotations.NullMarked;
