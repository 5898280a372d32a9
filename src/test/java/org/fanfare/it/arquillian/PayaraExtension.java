package org.fanfare.it.arquillian;

import org.fanfare.testkit.server.Product;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian {@link PayaraContainer} where Payara is chosen; elsewhere WildFly's own is the only one. */
public final class PayaraExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        if (Product.chosen() == Product.PAYARA) {
            builder.service(DeployableContainer.class, PayaraContainer.class);
        }
    }
}
