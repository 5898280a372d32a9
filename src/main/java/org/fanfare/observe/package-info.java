/** Health and counters: pulls snapshots, pushes nothing. */
@NullMarked
package org.fanfare.observe;

import org.jspecify.annotations.NullMarked;
