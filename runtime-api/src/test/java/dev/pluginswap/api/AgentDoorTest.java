package dev.pluginswap.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentDoorTest {

  @Test
  void withoutAnAgentThereIsNoneToFind() {
    assertThat(PluginSwap.find()).isEmpty();
  }

  @Test
  void withoutAnAgentTheMessageSaysHowToStartOne() {
    assertThatThrownBy(PluginSwap::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("-javaagent:plugin-swap.jar=plugins=<directory>")
        .hasMessageContaining("attach " + ProcessHandle.current().pid());
  }
}
