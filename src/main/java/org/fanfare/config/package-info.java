/** The composition root: reads and checks settings, builds the object graph. */
@NullMarked
package org.fanfare.config;

import org.jspecify.annotations.NullMarked;
