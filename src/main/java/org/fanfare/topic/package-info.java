/** Topic names, patterns and filters, and the index that finds who wants a topic. */
@NullMarked
package org.fanfare.topic;

import org.jspecify.annotations.NullMarked;
