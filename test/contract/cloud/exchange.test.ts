import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { adapter, exchangeContract, person, scriptCases, wireCases } from './exchange-contract.ts';
import type { ExchangeStage } from './exchange-contract.ts';
import { sandboxStage } from './stage.ts';

// Exchange has two administrators: Sendpass over a route Microsoft does not support, and a person with a script. One suite for both.

describe('port-exchange-admin before the sandbox', () => {
  const stage = sandboxStage();
  beforeAll(() => stage.open());
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());
  const exchange: ExchangeStage = {
    wire: stage.wire as Exclude<typeof stage.wire, string>,
    admin: () => exchange.wire().exchangeAdmin,
    tenantId: () => stage.place().tenantId,
  };
  for (const access of ['app-rbac', 'classic'] as const) {
    for (const by of [adapter(exchange), person(exchange)]) exchangeContract(exchange, by, access);
    scriptCases(exchange, access);
  }
  wireCases(exchange);
});
