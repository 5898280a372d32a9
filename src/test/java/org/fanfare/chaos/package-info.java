/** Faults injected into a real cluster under load, and the checker that reads what every client got. */
@NullMarked
package org.fanfare.chaos;

import org.jspecify.annotations.NullMarked;
