package org.fanfare.it.arquillian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("in-container")
@ExtendWith(ArquillianExtension.class)
@SuppressWarnings("NullAway.Init") // the container injects before each test
class DeploymentArquillianIT {

    @Inject
    BeanManager beans;

    @Inject
    ServletContext application;

    @Deployment
    static WebArchive application() {
        return Deployments.fanfareWith(DeploymentArquillianIT.class);
    }

    @Test
    void theApplicationIsDeployedAtItsContextPath() {
        assertEquals("/fanfare", application.getContextPath());
    }

    @Test
    void beansAreInjected() {
        assertFalse(beans.getBeans(ServletContext.class).isEmpty());
    }
}
