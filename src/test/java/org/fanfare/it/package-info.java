/** Tests from outside against the provisioned server. */
@NullMarked
package org.fanfare.it;

import org.jspecify.annotations.NullMarked;
