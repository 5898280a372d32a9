package org.fanfare.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Changes in the configuration of a domain that the management client cannot make before the domain runs: where it listens. What no
 * test needs does not listen: HTTPS, CORBA, JMX over RMI, the data grid, the OSGi shell.
 */
final class DomainXml {
    private static final String CONFIG = "//config[@name='server-config']";

    private final Document document;

    private DomainXml(Document document) {
        this.document = document;
    }

    /** Puts the ports into a file. */
    static void change(Path file, Ports ports) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            new DomainXml(document).listenOn(ports);
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (ParserConfigurationException
                | SAXException
                | IOException
                | TransformerException
                | XPathExpressionException e) {
            throw new IllegalStateException("cannot change " + file, e);
        }
    }

    private void listenOn(Ports ports) throws XPathExpressionException {
        int[] free = FreePorts.two();
        listener("http-listener-1", ports.http());
        listener("admin-listener", ports.management());
        set(CONFIG + "//network-listener[@name='http-listener-2']", "enabled", "false");
        set(CONFIG + "//iiop-listener", "enabled", "false");
        set(CONFIG + "//jmx-connector", "enabled", "false");
        set(CONFIG + "/hazelcast-config-specific-configuration", "enabled", "false");
        set(CONFIG + "/system-property[@name='JMS_PROVIDER_PORT']", "value", Integer.toString(free[0]));
        for (Element option : all(CONFIG + "//jvm-options[starts-with(., '-Dosgi.shell.telnet.port=')]")) {
            option.setTextContent("-Dosgi.shell.telnet.port=" + free[1]);
        }
    }

    private void listener(String name, int port) throws XPathExpressionException {
        String path = CONFIG + "//network-listener[@name='" + name + "']";
        set(path, "port", Integer.toString(port));
        set(path, "address", "127.0.0.1");
    }

    private void set(String path, String attribute, String value) throws XPathExpressionException {
        for (Element element : all(path)) {
            element.setAttribute(attribute, value);
        }
    }

    private List<Element> all(String path) throws XPathExpressionException {
        var found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        if (found.getLength() == 0) {
            throw new IllegalStateException("nothing in the domain's configuration is " + path);
        }
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
