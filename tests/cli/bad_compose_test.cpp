// A compose file that cannot be used: one finding that says why, the exit codes of the contract, and nothing written.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/outcome.hpp"

namespace cli::test {
namespace {

struct Case {
  std::string name;
  std::optional<std::string> compose;  // none: there is no such file
  const char* rule;
  int line;          // 0: in the spec
  const char* says;  // in the message
};

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

/// Ten lines that stand for a thousand million values.
std::string bomb() {
  std::string text = "x-a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c)
    text += fmt::format("x-{0}: &{0} [{1}]\n", c, repeated(fmt::format("*{}, ", static_cast<char>(c - 1)), 10));
  return text + "services: {api: {image: box}}\n";
}

std::vector<Case> cases() {
  const std::string good = "services:\n  api:\n    image: box\n";
  return {
      {"missing", std::nullopt, "missing-file", 0, "there is no such file"},
      {"no YAML", "services: {\n  api: [\n", "invalid-syntax", 3, "no YAML"},
      {"tabs", "services:\n\tapi:\n\t\timage: box\n", "invalid-syntax", 2, "a tab indents this line"},
      {"not UTF-8", "services:\n  api: {image: \"\xE9\"}\n", "invalid-syntax", 2, "not UTF-8"},
      {"binary", std::string("\x7F\x45\x4C\x46\x00\x01", 6), "invalid-syntax", 1, "control character"},
      {"bomb", bomb(), "too-large", 1, "more than 1000000 values"},
      {"nested", "services: {api: {image: box, x-a: " + repeated("[", 5000) + repeated("]", 5000) + "}}\n",
       "invalid-syntax", 1, "nested too deep"},
      {"over the limit", good + repeated("# nothing\n", 500'000), "too-large", 1, "at most 4 MiB"},
      {"a key twice", good + "    image: other\n", "invalid-compose", 4, "image is written twice"},
      {"a service twice", good + "  api: {image: other}\n", "invalid-compose", 4, "api is written twice"},
      {"anchor to nothing", "services:\n  api: *api\n", "invalid-syntax", 2, "anchor is not defined"},
      {"anchor of itself", "services:\n  api: &api\n    x-more: *api\n", "invalid-syntax", 2, "alias of itself"},
      {"two documents", good + "---\nservices: {}\n", "invalid-compose", 4, "another document"},
      {"empty", "", "invalid-compose", 1, "no mapping"},
      {"a list", "- services\n", "invalid-compose", 1, "no mapping"},
      {"no services", "services:\n", "invalid-compose", 1, "there is no service"},
      {"a service of text", "services:\n  api: box\n", "invalid-compose", 2, "has to be a mapping"},
      {"not that service", "services:\n  apo: {image: box}\n", "unknown-reference", 0, "no such service"},
      {"unknown version", "version: \"2.4\"\n" + good, "invalid-compose", 1, "\"2.4\" is no version"},
      {"extends", "services:\n  api:\n    extends: {file: other.yml, service: api}\n", "invalid-compose", 3, "extends"},
      {"too many ports", good + "    ports: [" + repeated("\"1-1000:1-1000\", ", 1000) + "]\n", "invalid-compose", 4,
       "more than 20000 ports"},
      {"too many entries", good + "    cap_add: [" + repeated("A, ", 3000) + "]\n", "invalid-compose", 4,
       "3000 entries in one place"},
  };
}

constexpr const char* spec_text =
    "[stack]\ncompose = \"docker-compose.yml\"\n[services.api]\non = \"worker\"\n"
    "[fra]\na = { managers = 1, workers = 1 }\nb = { managers = 1, workers = 1 }\nc = { managers = 1, workers = 1 }\n";

}  // namespace

TEST_CASE("a compose file that cannot be used is told once, stops plan and stack, and leaves nothing behind") {
  for (const Case& each : cases()) {
    CAPTURE(each.name);
    const TemporaryFolder folder;
    const std::string spec = folder.write("cluster.toml", spec_text);
    if (each.compose) folder.write("docker-compose.yml", *each.compose);

    const Outcome linted = run({"lint", "--format", "json", spec});
    CHECK(linted.code == 1);
    const nlohmann::json findings = nlohmann::json::parse(linted.out)["findings"];
    REQUIRE(findings.size() == 1);
    const nlohmann::json& finding = findings[0];
    CHECK(finding["severity"] == "error");
    CHECK(finding["rule"] == each.rule);
    const std::string message = finding["message"];
    CAPTURE(message);
    CHECK(message.find(each.says) != std::string::npos);
    CHECK_FALSE(finding["help"].get<std::string>().empty());
    CHECK(finding["file"].get<std::string>().ends_with(each.line == 0 ? "cluster.toml" : "docker-compose.yml"));
    if (each.line > 0) CHECK(finding["line"] == each.line);

    const std::string out = (std::filesystem::path(spec).parent_path() / "out").string();
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"plan", spec, "-o", out}, {"stack", spec}}) {
      const Outcome refused = run(command);
      CHECK(refused.code == 2);
      CHECK(refused.out.empty());
      CHECK(refused.err.find(message) != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(out));
    CHECK(run({"report", spec}).code == 0);  // goes on, and says that services were not judged
  }
}

TEST_CASE("a service of the compose file that the spec does not name runs on workers; one that both have is placed") {
  const TemporaryFolder folder;
  const std::string spec = folder.write("cluster.toml", spec_text);
  folder.write("docker-compose.yml", "services:\n  api: {image: box}\n  more: {image: box}\n");
  CHECK(run({"lint", spec}).code == 0);
  const Outcome written = run({"stack", spec});
  CHECK(written.code == 0);
  CHECK(written.out.find("  more:") != std::string::npos);
}

TEST_CASE("a folder and a loop of links are told as what they are") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path / "folder");
  std::filesystem::create_symlink("loop", folder.path / "loop");
  for (const auto& [name, why] : {std::pair("folder", "is a directory, not a file"),
                                  std::pair("loop", "cannot be read: Too many levels of symbolic links")}) {
    const std::string spec = folder.write(
        "cluster.toml", fmt::format("[fra]\na = {{ managers = 1, workers = 1 }}\n[stack]\ncompose = \"{}\"\n", name));
    const Outcome outcome = run({"stack", spec});
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find(why) != std::string::npos);
    CHECK(outcome.err.find("cannot be read: cannot be read") == std::string::npos);
    CHECK(outcome.err.find("paths are relative") == std::string::npos);
  }
}

TEST_CASE("NEXT.md leads from the plan to the folder of the spec") {
  const TemporaryFolder folder;
  folder.write("note.txt", "x");
  folder.write("docker-compose.yml", "services: {a: {image: x, configs: [c]}}\nconfigs: {c: {file: note.txt}}\n");
  const std::string spec = folder.write(
      "cluster.toml", "[fra]\na = { managers = 1, workers = 1 }\n[stack]\ncompose = \"docker-compose.yml\"\n");
  for (const auto& [plan, way] : {std::pair("plan", "(cd .. &&"), std::pair("deep/er/plan", "(cd ../../.. &&")}) {
    REQUIRE(run({"plan", spec, "-o", folder.file(plan)}).code == 0);
    CHECK(read_file(folder.file(std::string(plan) + "/NEXT.md")).find(way) != std::string::npos);
  }
}

}  // namespace cli::test
