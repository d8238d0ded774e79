package dev.pluginswap.verify.cases;

/** {@link LinkageOracleTest}, of the JDK whose JVMs the integration tests start. */
class LinkageOracleIT extends LinkageOracleTest {}
