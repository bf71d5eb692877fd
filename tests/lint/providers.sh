#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Only core/providers knows a provider by name: no text in the code of other parts holds one. The name of the wire
# format that everything is compared with ("OpenAI-compatible", "OpenAI chat completions") is no provider, and the help
# text names models as examples. core/base/Error.cpp knows what keys begin with, to hide them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
names='openai|anthropic|claude|gemini|groq|mistral|deepseek|xai|openrouter|together_ai|ollama|lm_studio|llama\.?cpp|vllm'
found=$(project_files 'core/*.cpp' 'core/*.h' 'ui/*.cpp' 'ui/*.h' 'app/*.cpp' 'app/*.h' \
    | grep -vE '^core/providers/|^app/cli/HelpText\.cpp$|^core/base/Error\.cpp$' \
    | xargs grep -nHE '"' | sed -E 's/(^| )\/\/ .*//; /:#include/d' \
    | sed -E 's/OpenAI-compatible|OpenAI request|OpenAI chat|OpenAI\x27s (format|shape)//g' \
    | grep -iE "\"[^\"]*\b($names)\b[^\"]*\"" || true)
[ -z "$found" ] && exit 0
echo "providers: a provider's name outside of core/providers:" >&2
echo "$found" >&2
exit 1
