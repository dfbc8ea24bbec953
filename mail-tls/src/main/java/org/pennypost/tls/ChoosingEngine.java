package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * A server's engine that becomes one of two when it sees the client's first record: the usual one, or the one that has
 * the hybrid group, for a client that has it too. Until then it is the usual one.
 */
final class ChoosingEngine extends SSLEngine {

    private final Supplier<SSLEngine> hybrid;
    private SSLEngine chosen;
    private boolean decided;

    ChoosingEngine(SSLEngine usual, Supplier<SSLEngine> hybrid) {
        this.chosen = usual;
        this.hybrid = hybrid;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (!decided && TlsRecords.missing(source) == 0) {
            decided = true;
            if (ClientHello.supports(ClientHello.X25519MLKEM768, source)) {
                chosen = hybrid.get();
                chosen.beginHandshake();
            }
        }
        return chosen.unwrap(source, destinations, offset, length);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        return chosen.wrap(sources, offset, length, destination);
    }

    @Override
    public void beginHandshake() throws SSLException {
        chosen.beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return chosen.getHandshakeStatus();
    }

    @Override
    public Runnable getDelegatedTask() {
        return chosen.getDelegatedTask();
    }

    @Override
    public SSLSession getSession() {
        return chosen.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return chosen.getHandshakeSession();
    }

    @Override
    public void closeInbound() throws SSLException {
        chosen.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return chosen.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        chosen.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return chosen.isOutboundDone();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return chosen.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        throw fixed();
    }

    @Override
    public String getApplicationProtocol() {
        return chosen.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return chosen.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        throw fixed();
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return chosen.getHandshakeApplicationProtocolSelector();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return chosen.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return chosen.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw fixed();
    }

    @Override
    public String[] getSupportedProtocols() {
        return chosen.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return chosen.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw fixed();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw fixed();
    }

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw fixed();
    }

    @Override
    public boolean getNeedClientAuth() {
        return chosen.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw fixed();
    }

    @Override
    public boolean getWantClientAuth() {
        return chosen.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw fixed();
    }

    @Override
    public boolean getEnableSessionCreation() {
        return chosen.getEnableSessionCreation();
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("the policy of the TlsContext is what both engines have");
    }
}
