/** Who may do what: the origins that browsers may come from. */
@NullMarked
package org.fanfare.security;

import org.jspecify.annotations.NullMarked;
