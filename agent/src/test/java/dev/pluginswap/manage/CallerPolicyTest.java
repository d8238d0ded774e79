package dev.pluginswap.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerPolicyTest {

  private static final Subject ADA =
      new Subject(true, Set.of(new JMXPrincipal("ada")), Set.of(), Set.of());

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // caller's host, this machine's, remote use on, authenticated, allowed
        "-,         false, false, false, true",
        "-,         false, true,  false, true",
        "127.0.0.1, true,  false, false, true",
        "127.0.0.1, true,  true,  true,  true",
        "10.1.2.3,  false, false, false, false",
        "10.1.2.3,  false, false, true,  false",
        "10.1.2.3,  false, true,  false, false",
        "10.1.2.3,  false, true,  true,  true",
      })
  void whoMayAct(
      String host, boolean local, boolean remoteUse, boolean authenticated, boolean allowed) {
    CallerPolicy policy =
        new CallerPolicy(() -> host, any -> local, () -> authenticated ? ADA : null, remoteUse);

    if (allowed) {
      assertThatCode(() -> policy.check("install")).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> policy.check("install"))
          .isExactlyInstanceOf(SecurityException.class)
          .hasMessageStartingWith("install is refused to 10.1.2.3: ");
    }
  }

  @Test
  void aSubjectThatNamesNobodyIsNotAuthenticated() {
    CallerPolicy policy = new CallerPolicy(() -> "10.1.2.3", any -> false, Subject::new, true);

    assertThatThrownBy(() -> policy.check("gc")).hasMessageContaining("not authenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
  void loopbackIsThisMachine(String host) {
    assertThat(CallerPolicy.isLocalAddress(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "not an address"})
  void othersAreNot(String host) {
    assertThat(CallerPolicy.isLocalAddress(host)).isFalse();
  }

  @Test
  void aCallFromWithinThisJvmIsLocal() {
    assertThatCode(() -> CallerPolicy.standard(false).check("install")).doesNotThrowAnyException();
  }
}
