/** Named groups with rules, made of a topic and a presence. */
@NullMarked
package org.fanfare.room;

import org.jspecify.annotations.NullMarked;
