package org.fanfare.it.arquillian;

import java.nio.file.Path;
import org.fanfare.testkit.server.FreePorts;
import org.fanfare.testkit.server.RunningDomain;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/** A domain of Payara that the test kit starts, to whose management client the archives of tests are given. One thread uses it. */
public final class PayaraContainer implements DeployableContainer<PayaraContainer.Settings> {
    private static final String SERVLET = "ArquillianServletRunnerEE9";

    private final int port = FreePorts.one();
    private @Nullable RunningDomain domain;

    /** There is nothing to set. */
    public static final class Settings implements ContainerConfiguration {
        @Override
        public void validate() {
            // Nothing can be wrong.
        }
    }

    @Override
    public Class<Settings> getConfigurationClass() {
        return Settings.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 6.0");
    }

    @Override
    public void start() {
        domain = RunningDomain.configured("arquillian-payara", port);
    }

    @Override
    public void stop() {
        if (domain != null) {
            domain.close();
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        RunningDomain running = running();
        Path file = running.path().resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        running.command("deploy --name " + name(archive) + " " + file);
        HTTPContext address = new HTTPContext("127.0.0.1", port);
        return new ProtocolMetaData().addContext(address.add(new Servlet(SERVLET, "/" + name(archive))));
    }

    @Override
    public void undeploy(Archive<?> archive) {
        running().command("undeploy " + name(archive));
    }

    private RunningDomain running() {
        if (domain == null) {
            throw new IllegalStateException("the domain was not started");
        }
        return domain;
    }

    private static String name(Archive<?> archive) {
        return archive.getName().replaceAll("\\.war$", "");
    }
}
