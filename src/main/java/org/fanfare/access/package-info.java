/** One servlet filter that refuses foreign origins and answers CORS preflights. */
@NullMarked
package org.fanfare.access;

import org.jspecify.annotations.NullMarked;
