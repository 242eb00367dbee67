// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class LanewiseVersion implements IVersionProvider {

    LanewiseVersion() {}

    @Override
    public String[] getVersion() {
        String version = Lanewise.class.getPackage().getImplementationVersion();
        return new String[] {
            "lanewise " + (version == null ? "(not from a jar)" : version),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
        };
    }
}
