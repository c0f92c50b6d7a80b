import { azureContract } from './azure-contract.ts';
import { directoryContract } from './directory-contract.ts';
import { entraContract } from './entra-contract.ts';
import { exchangeMailContract } from './exchange-mail-contract.ts';
import { mailRelayContract } from './mail-relay-contract.ts';
import { sandboxStage, twinStage } from './stage.ts';
import { tokenProofContract } from './token-proof-contract.ts';
import { vaultContract } from './vault-contract.ts';

for (const stage of [sandboxStage(), twinStage()]) {
  entraContract(stage);
  tokenProofContract(stage);
  azureContract(stage);
  vaultContract(stage);
  mailRelayContract(stage);
  exchangeMailContract(stage);
  directoryContract(stage);
}
