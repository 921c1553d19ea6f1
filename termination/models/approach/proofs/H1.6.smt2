; what the letters mean
; Gains held, met and pressed, `J ell` and `R` are these differences of payoffs, and equilibria depend on no
; others.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const A Real)
(declare-const F Real)
(declare-const J Real)
(declare-const L_irresolute Real)
(declare-const L_resolute Real)
(declare-const P Real)
(declare-const W Real)
(declare-const Y_core Real)
(declare-const Y_limited Real)
(declare-const c_irresolute Real)
(declare-const c_resolute Real)
(declare-const dil Real)
(declare-const e_core Real)
(declare-const e_limited Real)
(declare-const f Real)
(declare-const h_irresolute Real)
(declare-const h_resolute Real)
(declare-const k_core Real)
(declare-const k_limited Real)
(declare-const mis Real)
(declare-const q Real)
(declare-const s_core Real)
(declare-const s_limited Real)
(declare-const tr Real)
(declare-const u Real)
(declare-const v_core Real)
(declare-const v_limited Real)
(declare-const y_core Real)
(declare-const y_limited Real)
(define-fun b_limited_resolute () Real (- (- (- (* h_resolute e_limited) (* u k_limited)) L_resolute) 0.0))
(define-fun g_limited_resolute () Real (- (+ (- (* h_resolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun m_limited_resolute () Real (- (+ (+ (- (* h_resolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun R_limited_under_cover () Real (- (+ (* (- 1.0 u) v_limited) tr) y_limited))
(define-fun b_core_resolute () Real (- (- (- (* h_resolute e_core) (* u k_core)) L_resolute) 0.0))
(define-fun g_core_resolute () Real (- (+ (- (* h_resolute e_core) (* u k_core)) (* (+ W (* f F)) (* (- 1.0 mis) s_core))) 0.0))
(define-fun m_core_resolute () Real (- (+ (+ (- (* h_resolute e_core) k_core) Y_core) (* (+ W (* f F)) (* (- 1.0 mis) s_core))) 0.0))
(define-fun R_core () Real (- (+ (* (- 1.0 u) v_core) tr) y_core))
(define-fun b_limited_under_cover_resolute () Real (- (- (- (* h_resolute e_limited) (* u k_limited)) L_resolute) c_resolute))
(define-fun g_limited_under_cover_resolute () Real (- (+ (- (* h_resolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 dil) (* (- 1.0 mis) s_limited)))) c_resolute))
(define-fun m_limited_under_cover_resolute () Real (- (+ (+ (- (* h_resolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 dil) (* (- 1.0 mis) s_limited)))) c_resolute))
(define-fun b_limited_irresolute () Real (- (- (- (* h_irresolute e_limited) (* u k_limited)) L_irresolute) 0.0))
(define-fun g_limited_irresolute () Real (- (+ (- (* h_irresolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun m_limited_irresolute () Real (- (+ (+ (- (* h_irresolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun b_core_irresolute () Real (- (- (- (* h_irresolute e_core) (* u k_core)) L_irresolute) 0.0))
(define-fun g_core_irresolute () Real (- (+ (- (* h_irresolute e_core) (* u k_core)) (* (+ W (* f F)) (* (- 1.0 mis) s_core))) 0.0))
(define-fun m_core_irresolute () Real (- (+ (+ (- (* h_irresolute e_core) k_core) Y_core) (* (+ W (* f F)) (* (- 1.0 mis) s_core))) 0.0))
(define-fun b_limited_under_cover_irresolute () Real (- (- (- (* h_irresolute e_limited) (* u k_limited)) L_irresolute) c_irresolute))
(define-fun g_limited_under_cover_irresolute () Real (- (+ (- (* h_irresolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 dil) (* (- 1.0 mis) s_limited)))) c_irresolute))
(define-fun m_limited_under_cover_irresolute () Real (- (+ (+ (- (* h_irresolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 dil) (* (- 1.0 mis) s_limited)))) c_irresolute))
; q: probability that the stronger state is resolute, in (0, 1)
(assert (> q 0.0))
(assert (< q 1.0))
; A: rival's gain from pressing an irresolute state, > 0
(assert (> A 0.0))
; P: rival's loss from pressing a resolute state, > 0
(assert (> P 0.0))
; v_a: worth of what the approach offers, to the rival, >= 0
(assert (>= v_limited 0.0))
(assert (>= v_core 0.0))
; k_a: cost of what the approach offers, to the stronger state, >= 0
(assert (>= k_limited 0.0))
(assert (>= k_core 0.0))
; u: share of the concession given whatever the response, in [0, 1]
(assert (>= u 0.0))
(assert (<= u 1.0))
; y_a: cost of reciprocating, to the rival, >= 0
(assert (>= y_limited 0.0))
(assert (>= y_core 0.0))
; Y_a: gain of the stronger state from being reciprocated, >= 0
(assert (>= Y_limited 0.0))
(assert (>= Y_core 0.0))
; s_a: share of the rival's insecurity that the approach could relieve, in [0, 1], limited no more than core
(assert (>= s_limited 0.0))
(assert (<= s_limited 1.0))
(assert (>= s_core 0.0))
(assert (<= s_core 1.0))
; mis: share of the relief lost to mistrust, in [0, 1]
(assert (>= mis 0.0))
(assert (<= mis 1.0))
; dil: share of the relief lost under cover, in [0, 1]
(assert (>= dil 0.0))
(assert (<= dil 1.0))
; J: rival's cost of full insecurity, >= 0
(assert (>= J 0.0))
; W: stronger state's expected cost of war at full insecurity, >= 0
(assert (>= W 0.0))
; h_t: cost of hardline policies, >= 0
(assert (>= h_resolute 0.0))
(assert (>= h_irresolute 0.0))
; e_a: share of the cost of hardline policies that the approach saves, in [0, 1]
(assert (>= e_limited 0.0))
(assert (<= e_limited 1.0))
(assert (>= e_core 0.0))
(assert (<= e_core 1.0))
; L_t: loss when pressed, > 0
(assert (> L_resolute 0.0))
(assert (> L_irresolute 0.0))
; c_t: cost of hardline policies sustained elsewhere; absent when there is no cover, >= 0
(assert (>= c_resolute 0.0))
(assert (>= c_irresolute 0.0))
; f: probability that a conflict left unresolved flares up later, in [0, 1]
(assert (>= f 0.0))
(assert (<= f 1.0))
; F: stronger state's loss if it does, >= 0
(assert (>= F 0.0))
; core relieves no less than limited
(assert (<= s_limited s_core))
; and yet the claim fails
(assert (not (and (= (- (- (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) (* u k_limited)) (+ W (* f F))) L_resolute) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) b_limited_resolute) (= (- (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) (* u k_limited)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) g_limited_resolute) (= (- (- (+ (- (- 0.0 (* h_resolute (- 1.0 e_limited))) k_limited) Y_limited) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) m_limited_resolute) (= (- (- (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (+ W (* f F))) L_resolute) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) (- L_resolute)) (= (- (+ (* u v_limited) (- 0.0 P)) (+ (* u v_limited) (* J (* (- 1.0 mis) s_limited)))) (- (- A (* 1.0 (+ A P))) (* J (* (- 1.0 mis) s_limited)))) (= (- (+ (+ (- v_limited y_limited) (* J (* (- 1.0 mis) s_limited))) tr) (+ (* u v_limited) (* J (* (- 1.0 mis) s_limited)))) R_limited_under_cover) (= (- (- (- (- (- 0.0 (* h_resolute (- 1.0 e_core))) (* u k_core)) (+ W (* f F))) L_resolute) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) b_core_resolute) (= (- (- (- (- 0.0 (* h_resolute (- 1.0 e_core))) (* u k_core)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_core)))) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) g_core_resolute) (= (- (- (+ (- (- 0.0 (* h_resolute (- 1.0 e_core))) k_core) Y_core) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_core)))) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) m_core_resolute) (= (- (- (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (+ W (* f F))) L_resolute) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) (- L_resolute)) (= (- (+ (* u v_core) (- 0.0 P)) (+ (* u v_core) (* J (* (- 1.0 mis) s_core)))) (- (- A (* 1.0 (+ A P))) (* J (* (- 1.0 mis) s_core)))) (= (- (+ (+ (- v_core y_core) (* J (* (- 1.0 mis) s_core))) tr) (+ (* u v_core) (* J (* (- 1.0 mis) s_core)))) R_core) (= (- (- (- (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) c_resolute) (* u k_limited)) (+ W (* f F))) L_resolute) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) b_limited_under_cover_resolute) (= (- (- (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) c_resolute) (* u k_limited)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) g_limited_under_cover_resolute) (= (- (- (+ (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) c_resolute) k_limited) Y_limited) (* (+ W (* f F)) (- 1.0 (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) m_limited_under_cover_resolute) (= (- (- (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (+ W (* f F))) L_resolute) (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) (- L_resolute)) (= (- (+ (* u v_limited) (- 0.0 P)) (+ (* u v_limited) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (- (- A (* 1.0 (+ A P))) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (= (- (+ (+ (- v_limited y_limited) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited)))) tr) (+ (* u v_limited) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) R_limited_under_cover) (= (- (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) (* u k_limited)) (+ W (* f F))) L_irresolute) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) b_limited_irresolute) (= (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) (* u k_limited)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) g_limited_irresolute) (= (- (- (+ (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) k_limited) Y_limited) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) m_limited_irresolute) (= (- (- (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (+ W (* f F))) L_irresolute) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) (- L_irresolute)) (= (- (+ (* u v_limited) A) (+ (* u v_limited) (* J (* (- 1.0 mis) s_limited)))) (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited)))) (= (- (+ (+ (- v_limited y_limited) (* J (* (- 1.0 mis) s_limited))) tr) (+ (* u v_limited) (* J (* (- 1.0 mis) s_limited)))) R_limited_under_cover) (= (- (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_core))) (* u k_core)) (+ W (* f F))) L_irresolute) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) b_core_irresolute) (= (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_core))) (* u k_core)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_core)))) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) g_core_irresolute) (= (- (- (+ (- (- 0.0 (* h_irresolute (- 1.0 e_core))) k_core) Y_core) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_core)))) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) m_core_irresolute) (= (- (- (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (+ W (* f F))) L_irresolute) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) (- L_irresolute)) (= (- (+ (* u v_core) A) (+ (* u v_core) (* J (* (- 1.0 mis) s_core)))) (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_core)))) (= (- (+ (+ (- v_core y_core) (* J (* (- 1.0 mis) s_core))) tr) (+ (* u v_core) (* J (* (- 1.0 mis) s_core)))) R_core) (= (- (- (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) c_irresolute) (* u k_limited)) (+ W (* f F))) L_irresolute) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) b_limited_under_cover_irresolute) (= (- (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) c_irresolute) (* u k_limited)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) g_limited_under_cover_irresolute) (= (- (- (+ (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) c_irresolute) k_limited) Y_limited) (* (+ W (* f F)) (- 1.0 (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) m_limited_under_cover_irresolute) (= (- (- (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (+ W (* f F))) L_irresolute) (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0))))) (- L_irresolute)) (= (- (+ (* u v_limited) A) (+ (* u v_limited) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) (= (- (+ (+ (- v_limited y_limited) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited)))) tr) (+ (* u v_limited) (* J (* (- 1.0 dil) (* (- 1.0 mis) s_limited))))) R_limited_under_cover))))
(check-sat)
