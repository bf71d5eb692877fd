// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HelpText.h"

namespace lineup::cli {

namespace {

QString commandsText()
{
    return QStringLiteral(R"(lineup: ask several models, and know what it costs

  lineup                                 open the window
  lineup --screenshot FILE               draw the window with the demo comparison into a picture
         [--size WxH] [--theme light|dark] [--page ID]
  lineup ask -m A -m B ... PROMPT        several models at once; a table with times and costs at the end
  lineup complete [OPTIONS] [PROMPT]     one OpenAI chat completions request, its answer as JSON
  lineup embed -m MODEL [OPTIONS] TEXT ...
                                         vectors of texts
  lineup models [--service ID] [FILTER]  models with context and prices (USD per million tokens)
  lineup models price MODEL              its price, and whose; with prices (USD per million tokens) your own for it:
         [--input N --output N]          [--cache-read N] [--cache-write N] [--cache-write-1h N] [--reasoning N],
         [--clear]                       and for one each [--request N] [--search N]; --clear takes it back
  lineup services                        services, and where the key for each comes from
  lineup keys [list]                     which keys there are; never shows one
  lineup keys set SERVICE                store a key in the keychain; it is read from standard input
  lineup keys remove SERVICE             forget it
  lineup catalogue import FILE|URL       newer models and prices (LiteLLM's table or ours): what would change;
         [--yes]                         with --yes it is taken, with --doubtful the prices too that look
         [--doubtful]                    like slips (output cheaper than input, ten times the price before)
  lineup catalogue undo                  take the last import back
  lineup catalogue [status]              what has been imported
  lineup chain [list]                    the chains of chains.json; chain/NAME is a model wherever one is asked for
  lineup chain show NAME                 its steps
  lineup chain test NAME                 runs its saved scenarios without sending anything; says what has changed
         [--scenario S | --preset P]     only that one; a preset: all-fine, primary-429, primary-down,
                                         slow-first-token, cut-mid-stream, long-prompt, budget-spent, offline
  lineup budget [list]                   what may be spent, and on what
  lineup budget status [NAME]            what is used, reserved and left, and when it resets; ends with 7 when one
                                         that blocks is used up
  lineup budget create [NAME] --limit AMOUNT [OPTIONS], set NAME [OPTIONS], show NAME, remove NAME
  lineup budget allow NAME AMOUNT [--until midnight|reset|DATE]
                                         so much more until then, once
  lineup spend [--by GROUP[,GROUP]]      what was spent, by model (or day, week, month, service, chain, user,
         [--since DAY] [--until DAY]     project, tag, source, status); a DAY is 2026-04-01, today, month, 7d ...;
         [--csv]                         narrowed by --service, --model, --chain, --user, --project, --tag,
                                         --source, --status, each as often as you like
  lineup spend --follow [--json]         a line for each call that ends from now on, whoever made it
  lineup ledger check, repair            are file and sums sound; count the sums anew from the calls
  lineup ledger export FILE [--csv]      the whole history as JSON Lines or CSV; import FILE adds what is not there
  lineup ledger backup FILE, compact     a copy of the database; give back the room that it no longer needs
  lineup ledger keep DAYS --yes          take calls that are older away; the sums of their days stay
  lineup ledger zone [ZONE]              whose days are counted: Europe/Berlin ...
  lineup ledger reprice [--yes]          the past at today's prices, narrowed as in spend: what would change;
                                         with --yes it is taken, and can be taken back
  lineup ledger corrections, undo NUMBER those that were made; take one back
  lineup help, lineup --version

The prompt "-" is read from standard input. ask, embed, models, services, keys, catalogue, chain,
budget, spend and ledger take --json.
)");
}

QString optionsText()
{
    return QStringLiteral(R"(
complete:
  -m, --model MODEL      gpt-4o-mini, claude-sonnet-4-6, gemini/gemini-2.0-flash, ollama/llama3.2,
                         openrouter/org/model, demo/swift ...
  --request FILE         an OpenAI request body as JSON; "-" is standard input
  --stream               chat.completion.chunk objects, one a line; the last one holds usage and "lineup"
  --api-base URL         another address; with a service's prefix (anthropic/claude-x) in its dialect.
                         A key from the keychain is not sent to an address that is not the service's own.
  --api-key-env VAR      take the key from this variable
  --api-key-file [SERVICE=]FILE
                         a key for this run alone, before any other; also for ask and embed, and several times.
                         FILE is "-" for standard input (not shown while you type) or /dev/fd/N for a descriptor.
                         Without SERVICE it is for the service of the model.
  -s, --system TEXT      a system prompt in front

embed (also --api-base, --api-key-env and --api-key-file, as above):
  -m, --model MODEL      text-embedding-3-small, gemini/gemini-embedding-001, ollama/nomic-embed-text ...
  --input FILE           texts, one a line, empty lines left out; or an OpenAI embeddings request as JSON;
                         "-" is standard input
  --dimensions N         the length of the vectors, for models that can choose
  --input-type WORD      what the texts are for: search_document, search_query, classification, clustering ...
  --format FORMAT        json: OpenAI's object; jsonl: {"index", "embedding"}, one a line; csv: numbers, one
                         vector a line
  --json                 OpenAI's object with "lineup": cost, usage, route, mapping

budget create, budget set (set: what is not given stays):
  --limit AMOUNT         dollars, or tokens or requests with --meter tokens, --meter requests
  --per PERIOD           hour, day, week, month (if nothing is said), total, or rolling days as 30d
  --week-start DAY, --month-day N, --time-zone ZONE
                         monday ... sunday, 1 ... 31, Europe/Berlin ...; the system's zone if nothing is said
  --user U --service ID --model SERVICE/MODEL --chain NAME --project P --tag T --source app|cli
                         only those calls; all that are given must fit
  --warn PERCENT         says so when so much is used; may be given several times
  --switch PERCENT=MODEL from then on calls go to that model or chain
  --block                what could go beyond the limit is refused before it is sent
  --allow-unpriced       under --block, let models pass whose price is not known; --refuse-unpriced
  --no-warn, --no-switch, --no-block, --enable, --disable, --name NAME
)");
}

QString endingsText()
{
    return QStringLiteral(R"(
Exit codes:
   0 answered                   8 prompt too long for the model
   2 wrong command line         9 refused by a content filter
   3 request refused           10 network
   4 no key or a wrong one     11 timeout
   5 no such model             12 the provider failed
   6 rate limit or overload    13 our files or the keychain
   7 no credit or budget       14 ask: some models did not answer
                               15 chain test: a saved scenario goes another way now
                              130 interrupted
Errors are JSON objects on standard error: {"error": {"kind", "message", ...}}. So are {"warning": ...}, when an
answer was given but could not be put into the ledger, or when a budget has reached a threshold (told once a period, by
the window or here), and {"log": ...}, a line each.

LINEUP_HOME=DIR keeps all files of the program in DIR.
)");
}

} // namespace

QString helpText()
{
    return commandsText() + optionsText() + endingsText();
}

} // namespace lineup::cli
