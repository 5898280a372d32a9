/** Tests that run inside the provisioned server, within the deployed application; each is tagged {@code in-container}. */
@NullMarked
package org.fanfare.it.arquillian;

import org.jspecify.annotations.NullMarked;
