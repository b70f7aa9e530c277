#pragma once
// The lines of an env file, as Compose reads them and as `docker stack deploy` does.
//
// Compose (dotenv): NAME=value or NAME: value, a # begins a comment at the start of a line and behind a blank; export
// in front is skipped. Bare and double-quoted values are templates, in which a dollar that begins no variable is a
// dollar; between double quotes \n, \" and the like are escapes and \$ is a dollar; between single quotes all but \'
// stands for itself. Quoted values may run over lines. Deploy, and Compose with format: raw: all behind NAME= is the
// value. Sources: github.com/compose-spec/compose-go dotenv; github.com/docker/cli pkg/kvfile.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planner {

struct EnvLine {
  int line = 1;
  std::string name;
  std::optional<std::string> value;  // a template of Compose's grammar; none: the name alone
  bool reads_otherwise = false;      // deploy would give the container another text
};

struct EnvTrouble {
  int line = 1;
  std::string why;  // behind "line 3 of FILE"
};

struct EnvFile {
  std::vector<EnvLine> lines;
  std::optional<EnvTrouble> trouble;  // the first
};

EnvFile read_env_file(std::string_view text);
EnvFile read_raw_env_file(std::string_view text);

}  // namespace planner
